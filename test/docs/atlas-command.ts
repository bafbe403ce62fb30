/** What a command of the Atlas CLI takes. */
interface AtlasCommand {
  /** How many words without an option it needs. */
  readonly operands: number;
  readonly options: readonly string[];
  readonly required?: readonly string[];
}

const everywhere = ["--output", "--projectId", "--profile"];
const measured: AtlasCommand = {
  operands: 1,
  options: [...everywhere, "--end", "--granularity", "--limit", "--page", "--period", "--start", "--type"],
  required: ["--granularity"],
};

/** The commands of the documents (Atlas CLI, docs/command/atlas-*.txt of github.com/mongodb/mongodb-atlas-cli, commit 18ab812). */
const commands: Readonly<Record<string, AtlasCommand>> = {
  "clusters describe": { operands: 1, options: [...everywhere, "--autoScalingMode"] },
  "clusters start": { operands: 1, options: [...everywhere, "--autoScalingMode"] },
  "events projects list": {
    operands: 0,
    options: [...everywhere, "--limit", "--maxDate", "--minDate", "--omitCount", "--page", "--type"],
  },
  "metrics disks describe": { ...measured, operands: 2 },
  "metrics processes": measured,
  "performanceAdvisor suggestedIndexes list": {
    operands: 0,
    options: [...everywhere, "--duration", "--nExamples", "--nIndexes", "--namespaces", "--processName", "--since"],
    required: ["--processName"],
  },
  "processes list": { operands: 0, options: [...everywhere, "--compact", "--limit", "--omitCount", "--page"] },
};

/** The values that an option takes. */
const values: Readonly<Record<string, readonly string[]>> = {
  "--granularity": ["PT10S", "PT1M", "PT5M", "PT1H", "P1D"],
  "--output": ["json", "json-path", "go-template", "go-template-file"],
};

/** What is wrong with the words behind `atlas`, by the reference of its CLI. Every option of these commands takes a value. */
export function atlasFaults(words: readonly string[]): readonly string[] {
  const name = Object.keys(commands).find((each) => words.join(" ").startsWith(`${each} `));
  const command = commands[name ?? ""];
  if (name === undefined || command === undefined) return [`no known command ${words.slice(0, 3).join(" ")}`];
  const rest = words.slice(name.split(" ").length);
  const first = rest.findIndex((word) => word.startsWith("-"));
  const operands = first === -1 ? rest.length : first;
  const options = rest.filter((word) => word.startsWith("--"));
  return [
    ...(operands === command.operands ? [] : [`${operands} operands instead of ${command.operands}`]),
    ...options.filter((option) => !command.options.includes(option)).map((option) => `no option ${option}`),
    ...(command.required ?? []).filter((option) => !options.includes(option)).map((option) => `${option} is missing`),
    ...rest.flatMap((word, at) => {
      const allowed = values[rest[at - 1] ?? ""];
      return allowed === undefined || allowed.includes(word) ? [] : [`${word} is none of ${allowed.join(", ")}`];
    }),
    ...(options.includes("--period") && options.includes("--start") ? ["--period and --start exclude each other"] : []),
  ];
}
