/**
 * The breaking mutations that no rule catches, each with why that is so. The test holds this list: a survivor that is not
 * on it fails, and so does a line of it that is caught by now.
 */
export const survivors: Readonly<Record<string, string>> = {};
