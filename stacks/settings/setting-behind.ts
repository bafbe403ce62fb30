import { systems } from "./systems";

/** Sections of the settings by resource type; the first match counts. */
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

/** The parts of a system whose tasks have a separate section. */
const tasks = /^(api|worker)(?:-|$)/;

/**
 * The section of `Pulumi.<stage>.yaml` that configures a resource (`doctor-system.atlas`): derived from
 * the resource's logical name, which starts with its system, and its type. Undefined if there is none.
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
