/** A pattern of CloudFront or a load balancer: `*` stands for any characters, `?` for exactly one. */
export function fitsPattern(
  pattern: string,
  text: string,
  { anyCase = false }: { readonly anyCase?: boolean } = {},
): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, anyCase ? "is" : "s").test(text);
}
