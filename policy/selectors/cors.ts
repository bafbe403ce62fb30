/** Where a resource says from which origins a browser may call it, as far as rules read it. */
export interface CorsArgs {
  /** A load balancer's listener. */
  readonly routingHttpResponseAccessControlAllowOriginHeaderValue?: string;
  /** A headers policy of CloudFront, an HTTP API. */
  readonly corsConfig?: { readonly accessControlAllowOrigins?: { readonly items?: readonly string[] } };
  readonly corsConfiguration?: { readonly allowOrigins?: readonly string[] };
  /** A function's URL. */
  readonly cors?: { readonly allowOrigins?: readonly string[] };
  /** The rules of a bucket, standing alone or, as older programs write them, in the bucket itself. */
  readonly corsRules?: readonly { readonly allowedOrigins?: readonly string[] }[];
}

/** The types with CORS properties of their own. */
export const corsTypes = [
  "aws:lb/listener:Listener",
  "aws:alb/listener:Listener",
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  "aws:apigatewayv2/api:Api",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
  "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
] as const;

/** Every origin that a resource admits, each read lazily: one of them may be unknown. */
export const origins: readonly { readonly setting: string; readonly read: (args: CorsArgs) => readonly string[] }[] = [
  {
    setting: "routingHttpResponseAccessControlAllowOriginHeaderValue",
    read: (args) => [args.routingHttpResponseAccessControlAllowOriginHeaderValue ?? ""].filter((one) => one !== ""),
  },
  { setting: "corsConfig", read: (args) => args.corsConfig?.accessControlAllowOrigins?.items ?? [] },
  { setting: "corsConfiguration", read: (args) => args.corsConfiguration?.allowOrigins ?? [] },
  { setting: "cors", read: (args) => args.cors?.allowOrigins ?? [] },
  {
    setting: "corsRules",
    read: (args) => (args.corsRules ?? []).flatMap(({ allowedOrigins }) => allowedOrigins ?? []),
  },
];

/** The environment variables with a container's allowed origins (DS-VAR-17, AH-VAR-15). */
export const corsVariable = /^(CORS_(ALLOWED_)?ORIGINS?|ALLOWED_ORIGINS?)$/;
