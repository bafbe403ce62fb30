import { systems } from "./systems";

/** Sections of the settings by what a resource is; the first that fits counts. */
type Sections = readonly (readonly [type: RegExp, section: string])[];

const ofSystem: Sections = [
  [/^mongodbatlas:/, "atlas"],
  [/^aws:rds\//, "postgres"],
  [/^aws:elasticache\//, "redis"],
  [/^aws:wafv2\//, "webFirewall"],
  [/^aws:(acm|route53)\//, "domain"],
];

const ofFoundation: Sections = [
  [/^aws:(ec2|vpc)\//, "network"],
  [/^aws:backup\//, "backup"],
  [/^aws:sns\//, "alerts"],
  [/^aws:(budgets|costexplorer)\//, "budget"],
];

/** The parts of a system whose tasks have a section of their own. */
const tasks = /^(api|worker)(?:-|$)/;

/**
 * The section of `Pulumi.<stage>.yaml` that decides about a resource, as the file names it (`doctor-system.atlas`): known by
 * the resource's logical name, which begins with its system, and by its type. Undefined where no section does.
 */
export function settingBehind(name: string, type: string): string | undefined {
  const system = systems.find((one) => name === one || name.startsWith(`${one}-`));
  if (system === undefined) return sectionOf(ofFoundation, type);
  const section = sectionOf(ofSystem, type) ?? tasks.exec(name.slice(system.length + 1))?.[1];
  return section === undefined ? system : `${system}.${section}`;
}

function sectionOf(sections: Sections, type: string): string | undefined {
  return sections.find(([pattern]) => pattern.test(type))?.[1];
}
