import { pageContentSecurityPolicy } from "../../../components/edge/content-security-policy";

describe("the Content-Security-Policy of a page", () => {
  it("allows the page's own origin and nothing else", () => {
    expect(pageContentSecurityPolicy()).toBe(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; connect-src 'self'",
    );
  });

  it("adds each origin for its use alone", () => {
    const policy = pageContentSecurityPolicy({
      scripts: ["https://js.example.net"],
      connections: ["https://api.example.org", "wss://api.example.org"],
      frames: ["https://checkout.example.net"],
      images: ["https://images.example.net"],
    });
    expect(policy).toBe(
      "default-src 'self'; script-src 'self' https://js.example.net; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data: https://images.example.net; frame-src 'self' https://checkout.example.net; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; " +
        "connect-src 'self' https://api.example.org wss://api.example.org",
    );
  });
});
