import * as fs from "node:fs";
import { Readable } from "node:stream";
import { reasonOf } from "../output-file";
import { notJsonBecause } from "../not-json";
import { configurationIn, documentsOfFolder, documentsOfTar, mostJsonBytes } from "./archive";
import { configurationOf, type ImageConfiguration, NoImage } from "./configuration";

/**
 * The configuration of the image in a file, a folder with an OCI layout, or a stream.
 * @param given the name of the file or folder, or the stream of standard input.
 * @throws NoImage for anything that is no image.
 */
export async function readImage(given: string | Readable): Promise<ImageConfiguration> {
  if (typeof given !== "string") return fromStream(given, "standard input");
  const where = given;
  if (fs.statSync(given).isDirectory()) {
    return configurationOf(configurationIn(documentsOfFolder(given), where), where);
  }
  return fromStream(fs.createReadStream(given), where);
}

async function fromStream(source: Readable, where: string): Promise<ImageConfiguration> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isKnown = false;
  const rest = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      chunks.push(next.value);
      bytes += next.value.length;
      if (!isKnown && bytes >= headBytes) {
        isKnown = true;
        if (!isArchive(Buffer.concat(chunks))) continue;
        const whole = Readable.from(follow(chunks, rest));
        return configurationOf(configurationIn(await documentsOfTar(whole, where), where), where);
      }
      if (bytes > mostJsonBytes) throw new NoImage(where, `more than ${mostJsonBytes} bytes, and no archive`);
    }
  } catch (error) {
    if (error instanceof NoImage) throw error;
    throw new NoImage(where, `it cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}`);
  } finally {
    source.destroy();
  }
  const all = Buffer.concat(chunks);
  if (isArchive(all)) {
    return configurationOf(configurationIn(await documentsOfTar(Readable.from([all]), where), where), where);
  }
  return configurationOf(parsed(all.toString("utf8"), where), where);
}

/** Bytes by which an archive is recognised: the header of tar. */
const headBytes = 512;

/** gzip begins with two bytes (RFC 1952), the header of tar has its name at 257 (POSIX ustar). */
function isArchive(head: Buffer): boolean {
  return (head[0] === 0x1f && head[1] === 0x8b) || head.subarray(257, 262).toString("latin1") === "ustar";
}

async function* follow(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    throw new NoImage(where, `text that is not JSON${notJsonBecause(text)}`);
  }
}
