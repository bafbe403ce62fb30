import type { Proof } from "../proof";

/** The proofs of med-platform's edge, metrics and alert rules. */
export const medPlatformEdge: Readonly<Record<string, Proof>> = {
  "MP-NGX-01": {
    by: "components/edge/load-balancer-listeners.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "does nothing on port 80 but redirect" },
  },
  "MP-NGX-02": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
  },
  "MP-NGX-03": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
  },
  "MP-NGX-05": {
    by: "components/edge/certificate.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "listens with TLS on 443, under validated certificates of its domain (MP-NGX-05, MP-NGX-08)",
    },
  },
  "MP-NGX-06": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
  },
  "MP-NGX-07": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
  },
  "MP-NGX-08": {
    by: "components/edge/certificate.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "listens with TLS on 443, under validated certificates of its domain (MP-NGX-05, MP-NGX-08)",
    },
  },
  "MP-NGX-11": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
    supersedes: "CloudFront's default behaviour, which leads to the private bucket",
  },
  "MP-NGX-12": {
    by: "components/edge/cloudfront-distribution.ts",
    test: { file: "test/stacks/med-platform-proofs.test.ts", name: "gives the index document at its root (MP-NGX-12)" },
  },
  "MP-NGX-13": {
    by: "components/edge/static-site-request.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "falls back to index.html for the site alone, and has no error pages that would hide the API's (MP-NGX-13)",
    },
  },
  "MP-NGX-14": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
  },
  "MP-NGX-15": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "speaks to the API over HTTPS with host, upgrade and forwarding headers (MP-NGX-15, MP-NGX-16, MP-NGX-19)",
    },
  },
  "MP-NGX-16": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "speaks to the API over HTTPS with host, upgrade and forwarding headers (MP-NGX-15, MP-NGX-16, MP-NGX-19)",
    },
  },
  "MP-NGX-17": {
    by: "stacks/med-platform/declared/variables.ts",
    test: { file: "test/stacks/med-platform.test.ts", name: "trust the two proxies before them (MP-NGX-17)" },
  },
  "MP-NGX-18": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "is hardened, logged and cannot be deleted by mistake" },
  },
  "MP-NGX-19": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "speaks to the API over HTTPS with host, upgrade and forwarding headers (MP-NGX-15, MP-NGX-16, MP-NGX-19)",
    },
  },
  "MP-NGX-20": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/components/edge/static-site.test.ts",
      name: "sends /api/* and /health to the load balancer over TLS, whole and never from a cache",
    },
  },
  "MP-PRM-01": {
    by: "components/observability/metrics-collector.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "scrapes localhost:8081 as the job med-platform and takes traces (MP-PRM-01, MP-PRM-02, MP-MON-04)",
    },
  },
  "MP-PRM-02": {
    by: "components/observability/metrics-collector.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "scrapes localhost:8081 as the job med-platform and takes traces (MP-PRM-01, MP-PRM-02, MP-MON-04)",
    },
  },
  "MP-GRF-01": {
    by: "stacks/med-platform/dashboard.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "are on the dashboard, with the Go runtime's and the alarms' lines (MP-MON-08, MP-GRF-01 to MP-GRF-03)",
    },
  },
  "MP-GRF-02": {
    by: "stacks/med-platform/dashboard.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "are on the dashboard, with the Go runtime's and the alarms' lines (MP-MON-08, MP-GRF-01 to MP-GRF-03)",
    },
  },
  "MP-GRF-03": {
    by: "stacks/med-platform/dashboard.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "are on the dashboard, with the Go runtime's and the alarms' lines (MP-MON-08, MP-GRF-01 to MP-GRF-03)",
    },
  },
  "MP-ALR-01": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-ALR-02": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
};
