import { ago, answering, changing, firewalls, type BadAccount } from "./faults";

/** Each way in which firewalls, images and logs are wrong on their own. */
export const protectionFaults: readonly BadAccount[] = [
  {
    name: "a firewall without its rule against SQL injection",
    system: "med-platform",
    ...firewalls((rules) => rules.filter(({ Name }) => Name !== "sql-injection")),
    probes: ["firewall-rules"],
    rows: ["MP-AUTH-07"],
  },
  {
    name: "a firewall with another limit",
    system: "ahava-healthcare",
    ...firewalls((rules) =>
      rules.map((rule) => (rule.Name === "rate" ? { ...rule, Statement: { RateBasedStatement: { Limit: 9 } } } : rule)),
    ),
    probes: ["firewall-rules"],
    rows: ["AH-VER-10"],
  },
  ...(["doctor-system", "med-platform"] as const).map((system) => ({
    name: `an image of ${system} with a bad finding`,
    system,
    ...answering("ecr:DescribeImageScanFindings", {
      imageScanStatus: { status: "COMPLETE" },
      imageScanFindings: { imageScanCompletedAt: ago(30), findingSeverityCounts: { CRITICAL: 1 } },
    }),
    probes: ["image-findings"],
    rows: [system === "doctor-system" ? "DS-PRE-05" : "MP-CODE-08"],
  })),
  {
    name: "an image that was scanned a month ago",
    system: "med-platform",
    ...answering("ecr:DescribeImageScanFindings", {
      imageScanStatus: { status: "COMPLETE" },
      imageScanFindings: { imageScanCompletedAt: ago(24 * 30), findingSeverityCounts: {} },
    }),
    probes: ["image-scanned"],
    rows: ["MP-PW1-04"],
  },
  {
    name: "a certificate that was not renewed",
    system: "ahava-healthcare",
    values: { DaysToExpiry: [9] },
    probes: ["certificate-days"],
    rows: ["AH-NET-02"],
  },
  ...(
    [
      ["doctor-system", "DS-VER-01"],
      ["ahava-healthcare", "AH-VER-05"],
      ["med-platform", "MP-PD1-03"],
    ] as const
  ).map(([system, row]) => ({
    name: `a log of ${system} without lines`,
    system,
    ...answering("logs:DescribeLogStreams", { logStreams: [{ lastIngestionTime: ago(5).getTime() }] }),
    probes: ["logs-arriving"],
    rows: [row],
  })),
  {
    name: "a log that is not encrypted",
    system: "med-platform",
    ...changing("logs:DescribeLogGroups", "logGroups", (group) => ({ ...group, kmsKeyId: undefined })),
    probes: ["logs-arriving"],
    rows: ["MP-PD1-03"],
  },
];
