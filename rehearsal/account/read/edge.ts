import type { WireValue } from "../resource-type";
import { isList } from "../wire";
import type { ReadProperty, Reads } from "./read";
import { domainName, storedInLowerCase } from "./texts";

/** The fields that the log leaves out, in whatever order (suppressRedactedFieldsDiff). */
const redactedFields: ReadProperty = {
  same: (read, given) => inOrder(read) === inOrder(given),
  source: "internal/service/wafv2/web_acl_logging_configuration.go, suppressRedactedFieldsDiff",
};

function inOrder(fields: WireValue): string {
  return isList(fields) ? JSON.stringify(fields.map((field) => JSON.stringify(field)).sort()) : "";
}

export const edgeReads: Reads = {
  "aws:acm/certificate:Certificate": { source: "acm/certificate.go" },
  "aws:cloudfront/distribution:Distribution": { source: "cloudfront/distribution.go" },
  "aws:route53/record:Record": {
    source: "route53/record.go",
    properties: { name: domainName, "aliases[].name": domainName },
  },
  "aws:wafv2/webAcl:WebAcl": {
    source: "wafv2/web_acl.go",
    // Said in web_acl_logging_configuration.go: the API returns it in lower case, and neither StateFunc nor DiffSuppressFunc helps.
    properties: { "rules[].**.fieldToMatch.singleHeader.name": storedInLowerCase },
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    source: "wafv2/web_acl_logging_configuration.go",
    properties: { redactedFields, "redactedFields[].singleHeader.name": storedInLowerCase },
  },
};
