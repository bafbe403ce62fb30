/** The namespace of this program's own configuration keys; keys of another one belong to providers. */
export const namespace = "care-platform:";
