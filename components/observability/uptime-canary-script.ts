/** The request of the canary and the expected response. */
export interface UptimeProbe {
  /** The full URL, https only. */
  url: string;
  /** Seconds the answer may take. */
  timeoutSeconds: number;
}

/**
 * The script of an uptime canary, as CommonJS for a Synthetics runtime without a browser. A probe fails if there is no
 * response in time, if the status is not 200, and if the body is not JSON or has a `status` other than "ok": behind a
 * static site a plain 200 proves nothing (C-04, MP-HC-01). It only uses Node's own modules.
 */
export function uptimeCanaryScript(probe: UptimeProbe): string {
  return `"use strict";
const https = require("node:https");

const url = ${JSON.stringify(probe.url)};
const timeout = ${probe.timeoutSeconds * 1000};

function fetchOnce() {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { timeout, headers: { accept: "application/json", "user-agent": "uptime-canary" } });
    request.on("timeout", () => request.destroy(new Error("no answer within " + timeout + " ms")));
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString("utf8") }));
    });
  });
}

function judge({ status, body }) {
  if (status !== 200) throw new Error("status " + status + " instead of 200");
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    throw new Error("the body is not JSON");
  }
  const said = String(answer && answer.status).toLowerCase();
  if (said !== "ok") throw new Error("the body's status is not ok");
}

exports.handler = async () => judge(await fetchOnce());
exports.judge = judge;
`;
}

/** Probes per day at one every five minutes (C-33). */
const probesPerDay = (24 * 60) / 5;

/**
 * The daily success percentage below which the day has used `share` of the monthly error budget: the
 * failures that the objective allows in 30 days. With 99.9 % that is 8 failed probes, so the third exceeds a quarter.
 */
export function dailyThreshold(objectivePercent: number, share: number): number {
  const allowedInMonth = ((100 - objectivePercent) / 100) * probesPerDay * 30;
  const failures = allowedInMonth * share;
  return Math.round((100 - (100 * failures) / probesPerDay) * 1000) / 1000;
}
