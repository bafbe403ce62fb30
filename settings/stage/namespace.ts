/** The namespace of this program's own configuration keys; keys of another one are the providers' business. */
export const namespace = "care-platform:";
