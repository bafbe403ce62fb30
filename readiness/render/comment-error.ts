/** The results are not those of one stage. */
export class CommentError extends Error {}
