import { arrows } from "../../architecture-page";
import { drawnAreas, type StagePart } from "../../stage-parts";

/** A part in the picture: its place is the upper left corner, in units of the picture. */
export interface PlacedPart {
  readonly part: StagePart;
  readonly x: number;
  readonly y: number;
}

/** The parts of one system, or of the foundation, one below the other. */
export interface Band {
  readonly owner: string;
  readonly y: number;
  readonly height: number;
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
  readonly parts: readonly PlacedPart[];
  /** The lines from a part to one that it uses, of the same band, as paths. */
  readonly lines: readonly string[];
}

export const partSize = { width: 210, height: 44 } as const;
/** The columns, from where requests come in to where data is kept. */
export const columns: readonly string[] = ["edge", "service", "data", "network"];
const columnWidth = 262;
const rowHeight = 54;
const margin = 14;
const headHeight = 26;
const bandGap = 12;

/** Where everything in the picture of a stage stands: a band for each owner, a column for each area. */
export function pictureLayout(all: readonly StagePart[]): PictureLayout {
  const drawn = all.filter(({ area }) => drawnAreas.includes(area));
  const bands: Band[] = [];
  const parts: PlacedPart[] = [];
  let y = 0;
  for (const owner of new Set(drawn.map((part) => part.owner))) {
    const own = drawn.filter((part) => part.owner === owner);
    const stacked = columns.map((area) => own.filter((part) => part.area === area));
    const height = headHeight + Math.max(...stacked.map(({ length }) => length)) * rowHeight + margin / 2;
    for (const [column, ofArea] of stacked.entries()) {
      for (const [row, part] of ofArea.entries()) {
        parts.push({ part, x: margin + column * columnWidth, y: y + headHeight + row * rowHeight });
      }
    }
    bands.push({ owner, y, height });
    y += height + bandGap;
  }
  const placed = new Map(parts.map((one) => [one.part.urn, one]));
  const lines = arrows(drawn).flatMap(([from, to]) => {
    const [one, other] = [placed.get(from), placed.get(to)];
    return one !== undefined && one.part.owner === other?.part.owner ? [line(one, other)] : [];
  });
  return { width: columns.length * columnWidth + margin, height: Math.max(0, y - bandGap), bands, parts, lines };
}

function line(from: PlacedPart, to: PlacedPart): string {
  const { width, height } = partSize;
  const [startY, endY] = [from.y + height / 2, to.y + height / 2];
  const path = (x1: number, c1: number, c2: number, x2: number) =>
    `M${String(x1)} ${String(startY)}C${String(c1)} ${String(startY)} ${String(c2)} ${String(endY)} ${String(x2)} ${String(endY)}`;
  if (from.x < to.x) return path(from.x + width, from.x + width + 26, to.x - 30, to.x - 5);
  if (from.x > to.x) return path(from.x, from.x - 26, to.x + width + 30, to.x + width + 5);
  return path(from.x + width, from.x + width + 30, to.x + width + 34, to.x + width + 5);
}
