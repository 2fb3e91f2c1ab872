/** Every role, from the least to the most that it may do. */
export const roleNames = ['viewer', 'creator', 'teacher', 'editor', 'moderator', 'admin'] as const;
