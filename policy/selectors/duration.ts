const seconds: Readonly<Record<string, number | undefined>> = {
  s: 1,
  sec: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** The seconds of `15m`, `900s`, `7d` or `1 week`; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const [, count = "", unit = ""] =
    /^\s*(\d+)\s*(s|sec|m|min|h|d|w)(?:s|econds?|utes?|inutes?|ours?|ays?|eeks?)?\s*$/i.exec(text) ?? [];
  const factor = seconds[unit.toLowerCase()];
  return factor === undefined ? undefined : Number(count) * factor;
}
