/** Name of the product, as it stands in titles. */
export const brand = '微影';
