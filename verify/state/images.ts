import { judged, type Measurement, unknown } from "../outcome";
import type { Probe } from "../probe";
import { agoOf, type Deployed, type DeployedPart, hour, ofType, regionOf, textOf } from "./deployed";
import { stateProbe } from "./state-probe";

/** Days that a scan may be old (checklist MP-PW1-04). */
const scanDays = 7;

/** What a scan of one image found. */
export interface Scan {
  readonly status: string;
  readonly completed?: Date;
  readonly findings: Readonly<Record<string, number>>;
}

/** Judges the findings of a scan; one that is not complete says nothing. */
export function judgeFindings({ status, findings }: Scan): Measurement {
  if (status !== "COMPLETE" && status !== "ACTIVE") return unknown(`the scan is ${status}`);
  const bad = (["CRITICAL", "HIGH"] as const).flatMap((severity) => {
    const count = findings[severity] ?? 0;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return judged(bad, "no finding that is CRITICAL or HIGH");
}

/** Judges how old a scan is. */
export function judgeScanAge({ status, completed }: Scan, now: Date): Measurement {
  if (completed === undefined) return unknown(`the scan is ${status}, without a date`);
  const said = `the scan is of ${agoOf(completed, now)}`;
  return judged(now.getTime() - completed.getTime() > scanDays * 24 * hour ? [said] : [], said);
}

/** The image that the settings name, in the repository of the system. */
function imageOf({ own }: Deployed): { readonly tag?: string; readonly digest?: string } | undefined {
  for (const task of ofType(own, "aws:ecs/taskDefinition:TaskDefinition")) {
    const definitions = task.properties.containerDefinitions;
    const [, tag, digest] =
      /\.dkr\.ecr\.[\w-]+\.amazonaws\.com\/[^":@]+(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?"/.exec(
        typeof definitions === "string" ? definitions : "",
      ) ?? [];
    if (digest !== undefined) return { digest };
    if (tag !== undefined) return { tag };
  }
  return undefined;
}

function repositoryOf({ shared }: Deployed, system: string): DeployedPart | undefined {
  return ofType(shared, "aws:ecr/repository:Repository").find((part) => textOf(part, "name").endsWith(`/${system}`));
}

async function scanOf(
  deployed: Deployed,
  repository: DeployedPart,
  image: { readonly tag?: string; readonly digest?: string },
): Promise<Scan | undefined> {
  const found = await deployed.account.find(
    "ecr",
    (client, sending) =>
      client.describeImageScanFindings(
        {
          repositoryName: textOf(repository, "name"),
          imageId: image.digest === undefined ? { imageTag: image.tag } : { imageDigest: image.digest },
        },
        sending,
      ),
    regionOf(repository, deployed),
  );
  if (found === undefined) return undefined;
  const { imageScanFindings: findings, imageScanStatus } = found;
  return {
    status: imageScanStatus?.status ?? "unknown",
    completed: findings?.imageScanCompletedAt,
    findings: findings?.findingSeverityCounts ?? {},
  };
}

function scanProbe(
  probe: Pick<Probe, "name" | "title" | "rows" | "partOf">,
  wanted: string,
  judge: (scan: Scan, now: Date) => Measurement,
): Probe {
  return stateProbe({
    ...probe,
    file: "verify/state/images.ts",
    actions: ["ecr:DescribeImageScanFindings"],
    look: ({ system, deployed, now }) => {
      const repository = repositoryOf(deployed, system);
      if (repository === undefined) return undefined;
      const image = imageOf(deployed);
      return {
        address: `${textOf(repository, "name")} ${image?.digest ?? image?.tag ?? ""}`.trimEnd(),
        wanted,
        measure: async () => {
          if (image === undefined) return unknown("the state of the stack hides which image runs");
          const scan = await scanOf(deployed, repository, image);
          return scan === undefined
            ? judged(["the image that runs, or its scan, is not in the repository"], "")
            : judge(scan, now());
        },
      };
    },
  });
}

/** The running image has no known severe vulnerability. */
export const imageFindings: Probe = scanProbe(
  {
    name: "image-findings",
    title: "ECR's scan of the image that runs found nothing CRITICAL or HIGH",
    rows: [],
    partOf: ["DS-PRE-05", "MP-CODE-08"],
  },
  "no finding that is CRITICAL or HIGH",
  judgeFindings,
);

/** The image that runs was scanned lately. */
export const imageScanned: Probe = scanProbe(
  { name: "image-scanned", title: `The image that runs was scanned in the last ${scanDays} days`, rows: ["MP-PW1-04"] },
  `a scan of the last ${scanDays} days`,
  judgeScanAge,
);
