/** Most bytes of a picture that becomes an avatar: a phone’s camera makes no more of 12 million pixels. */
export const mostAvatarBytes = 8 * 1024 * 1024;
