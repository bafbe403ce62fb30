import type { Reply, Seen, StageFault } from "../reference/reference-stage";

/** Changes the answers of a path alone. */
export function at(path: string, change: (reply: Reply, seen: Seen) => Reply): StageFault {
  return { answer: (reply, seen) => (seen.path === path ? change(reply, seen) : reply) };
}

/** Takes a header from every answer, or gives it another value. */
export function header(name: string, value?: string): StageFault {
  return {
    answer: (reply) => {
      const { [name]: had, ...others } = reply.headers ?? {};
      return had === undefined
        ? reply
        : { ...reply, headers: value === undefined ? others : { ...others, [name]: value } };
    },
  };
}

/** Changes the answer with that number, from 1 on, of a path. */
export function onCall(path: string, number: number, change: (reply: Reply) => Reply): StageFault {
  let count = 0;
  return at(path, (reply) => {
    count += 1;
    return count === number ? change(reply) : reply;
  });
}

/** Answers a path with an internal error after some requests. */
export function failsAfter(path: string, requests: number): StageFault {
  let count = 0;
  return at(path, (reply) => {
    count += 1;
    return count > requests ? { ...reply, status: 500 } : reply;
  });
}
