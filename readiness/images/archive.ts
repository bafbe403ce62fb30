import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Parser, type ReadEntry } from "tar";
import { z } from "zod";
import { NoImage } from "./configuration";

/** The largest JSON document that is read, in bytes: the largest manifest that registries take (OCI distribution specification). */
export const mostJsonBytes = 4 * 1024 * 1024;

/** The most bytes of documents that are kept of one archive. */
const mostKeptBytes = 16 * mostJsonBytes;

/** The documents of an archive: gives the text of a file of it, or nothing. */
export type Documents = (name: string) => string | undefined;

/**
 * The documents of a tar archive, plain or compressed by gzip. Its layers are passed over, so its size does not matter.
 * @throws NoImage where it is no archive, or its documents are larger than those of an image.
 */
export async function documentsOfTar(source: Readable, where: string): Promise<Documents> {
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      const name = path.posix.normalize(entry.path);
      if (!mayBeDocument(name, entry)) {
        entry.resume();
        return;
      }
      const chunks: Buffer[] = [];
      entry.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= mostKeptBytes) chunks.push(chunk);
      });
      entry.on("end", () => {
        const content = Buffer.concat(chunks);
        // A layer is an archive itself, or compressed.
        if (/^\s*[{[]/.test(content.subarray(0, 64).toString("utf8"))) kept.set(name, content);
        else bytes -= content.length;
      });
    },
  });
  try {
    await pipeline(source, parser as unknown as NodeJS.WritableStream);
  } catch (error) {
    throw new NoImage(where, `an archive that cannot be read: ${(error as Error).message}`);
  }
  if (bytes > mostKeptBytes) throw new NoImage(where, `an archive with more than ${mostKeptBytes} bytes of documents`);
  return (name) => kept.get(name)?.toString("utf8");
}

function mayBeDocument(name: string, { type, size }: ReadEntry): boolean {
  return type === "File" && size <= mostJsonBytes && (name.endsWith(".json") || name.startsWith("blobs/"));
}

/** The documents of a folder with an OCI layout. */
export function documentsOfFolder(folder: string): Documents {
  return (name) => {
    const file = path.join(folder, name);
    // What a hostile layout names must lie in it.
    if (path.relative(folder, file).startsWith("..")) return undefined;
    if (!fs.existsSync(file) || fs.statSync(file).size > mostJsonBytes) return undefined;
    return fs.readFileSync(file, "utf8");
  };
}

const saved = z.array(z.object({ Config: z.string() })).min(1);
const descriptor = z.object({
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  platform: z.object({ os: z.string(), architecture: z.string() }).optional(),
});
const index = z.object({ manifests: z.array(descriptor) });
const manifest = z.object({ config: descriptor });

/** Indexes in indexes that are followed: a layout has an index, which may lead to an index of platforms. */
const deepestIndex = 3;

/**
 * The configuration of the one image that an archive or a layout holds, as parsed JSON.
 * @throws NoImage where it holds none or several, or where a document does not have the digest by which it is named.
 */
export function configurationIn(documents: Documents, where: string): unknown {
  const ofDocker = documents("manifest.json");
  if (ofDocker !== undefined) {
    const images = saved.safeParse(parsed(ofDocker, "manifest.json", where)).data ?? [];
    if (images.length !== 1)
      throw new NoImage(where, `an archive of ${images.length} images`, "save one image at a time");
    const [{ Config: name } = { Config: "" }] = images;
    const text = documents(path.posix.normalize(name));
    if (text === undefined) throw new NoImage(where, "an archive whose configuration is missing");
    return parsed(text, "its configuration", where);
  }
  const layout = documents("index.json");
  if (layout === undefined) throw new NoImage(where, "neither a docker save archive nor an OCI layout");
  return fromIndex(parsed(layout, "index.json", where), { documents, where, depth: 0 });
}

interface Place {
  readonly documents: Documents;
  readonly where: string;
  readonly depth: number;
}

function fromIndex(value: unknown, place: Place): unknown {
  const { documents, where, depth } = place;
  const { manifests = [] } = index.safeParse(value).data ?? {};
  // What attests the build has an unknown platform (BuildKit, attestation storage).
  const images = manifests.filter(({ platform }) => platform?.os !== "unknown");
  const [one] = images.length > 1 ? images.filter(({ platform }) => platform?.architecture === "amd64") : images;
  if (one === undefined || depth >= deepestIndex) {
    throw new NoImage(where, `an index of ${images.length} images`, "save the image of one platform");
  }
  const next = blob(documents, one.digest, where);
  const { config } = manifest.safeParse(next).data ?? {};
  return config === undefined ? fromIndex(next, { ...place, depth: depth + 1 }) : blob(documents, config.digest, where);
}

function blob(documents: Documents, digest: string, where: string): unknown {
  const text = documents(`blobs/${digest.replace(":", "/")}`);
  if (text === undefined) throw new NoImage(where, `a layout without ${digest}`);
  if (`sha256:${createHash("sha256").update(text).digest("hex")}` !== digest) {
    throw new NoImage(where, `a layout whose ${digest} was changed`);
  }
  return parsed(text, digest, where);
}

function parsed(text: string, name: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NoImage(where, `${name} is not JSON`);
  }
}
