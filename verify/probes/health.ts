import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";
import { parsedJson } from "../../settings/files/json-text";
import { isJson } from "../json";

/** Checks the response of `/health`: behind a single-page application, 200 alone proves nothing (C-04). */
export function judgeHealth(answer: Pick<Answer, "status" | "headers" | "body">): Measurement {
  const faults: string[] = [];
  if (answer.status !== 200) faults.push(`status ${answer.status}`);
  if (!isJson(answer)) faults.push(`the content type ${answer.headers["content-type"] ?? "is absent"}`);
  else if ((parsedJson(answer.body) as { status?: unknown } | undefined)?.status !== "ok")
    faults.push('JSON without "status":"ok"');
  return judged(faults, '200, JSON with "status":"ok"');
}

/** The application answers its health check, and no page does so in its place. */
export const health: Probe = {
  name: "health",
  file: "verify/probes/health.ts",
  title: '`/health` answers 200 with the JSON `{"status":"ok"}`',
  rows: ["DS-ROL-02", "AH-VER-01", "AH-RBK-06", "MP-HC-01", "MP-RBK-03"],
  partOf: ["MP-PD0-01", "MP-SUC-01"],
  checks: ({ face }) => [
    {
      address: `${face.api}/health`,
      wanted: '200, JSON with "status":"ok"',
      run: async (reach) => judgeHealth(await reach.page(`${face.api}/health`)),
    },
  ],
};
