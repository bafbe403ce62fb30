import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";
import type { Reach } from "../reach/reach";

/** Files of a page that are looked at; a bundled application has few. */
const mostFiles = 30;

/** Bytes from which a text must be compressed; CloudFront compresses from 1000 bytes (CloudFront Developer Guide). */
const compressedFrom = 1400;

/** One file of a page as it was transferred. */
export interface TransferredFile {
  readonly path: string;
  readonly bytes: number;
  readonly compressed: boolean;
}

/** The paths of the scripts and styles that a page loads from its own origin, in their order. */
export function filesOf(html: string): readonly string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/gi) ?? [];
  const paths = tags.flatMap((tag) => {
    const [, attribute] = /\b(?:src|href)\s*=\s*["']([^"']+)["']/i.exec(tag) ?? [];
    const isFile = /^<script/i.test(tag) || /\brel\s*=\s*["']?(?:stylesheet|modulepreload)\b/i.test(tag);
    return attribute !== undefined && isFile && /^\.?\/(?!\/)/.test(attribute) ? [attribute.replace(/^\./, "")] : [];
  });
  return [...new Set(paths)];
}

/** Judges the files of a first page: their size together, and whether they are compressed. */
export function judgePageSize(files: readonly TransferredFile[], kibibytes: number): Measurement {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const size = `${Math.ceil(bytes / 1024)} KiB in ${files.length} files`;
  const faults = [
    ...(bytes > kibibytes * 1024 ? [size] : []),
    ...files
      .filter((file) => !file.compressed && file.bytes > compressedFrom)
      .map(({ path }) => `${path} is not compressed`),
  ];
  return judged(faults, size);
}

async function transferred(reach: Reach, origin: string, path: string) {
  const answer = await reach.request(`${origin}${path}`, { headers: { "accept-encoding": "gzip, br" } });
  return { answer, file: { path, bytes: answer.bytes, compressed: isCompressed(answer) } };
}

function isCompressed({ headers }: Answer): boolean {
  return /^(gzip|br|zstd)$/.test(headers["content-encoding"] ?? "");
}

/** A front end is quick to load on a slow connection. */
export const pageSize: Probe = {
  name: "page-size",
  file: "verify/probes/page-size.ts",
  title: "The first page of each front end is within its size, with its scripts and styles, and compressed",
  rows: ["MP-PERF-04"],
  checks: ({ face }) =>
    face.sites.map((origin) => ({
      address: `${origin}/`,
      wanted: `at most ${face.pageKibibytes} KiB as transferred, compressed`,
      run: async (reach) => {
        const page = await reach.page(`${origin}/`);
        if (page.status !== 200) return judged([`status ${page.status}`], "");
        const files = [(await transferred(reach, origin, "/")).file];
        for (const path of filesOf(page.body).slice(0, mostFiles)) {
          const { answer, file } = await transferred(reach, origin, path);
          if (answer.status !== 200) return judged([`${path} gets status ${answer.status}`], "");
          files.push(file);
        }
        return judgePageSize(files, face.pageKibibytes);
      },
    })),
};
