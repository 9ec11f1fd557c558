import type { Model } from 'mongoose'

export interface PageOptions<Doc> {
  /** A field that orders the documents, the smallest first; absent: `_id` alone. */
  by?: keyof Doc & string
  size?: number
  /** The fields that are read, besides `_id`; absent: all of them. */
  fields?: readonly (keyof Doc & string)[]
}

const usualSize = 200

/**
 * Every document that fits, a page at a time. The next page begins after the last document of this one, so that
 * documents which stay as they are do not keep the others waiting. The filter says nothing of `_id`, of `by`
 * at most what it may not exceed, and has no `$or`.
 */
export async function* inPages<Doc extends { _id: string }>(
  model: Model<Doc>,
  filter: Record<string, unknown>,
  { by, size = usualSize, fields }: PageOptions<Doc> = {},
): AsyncGenerator<Doc[]> {
  const wanted = fields && Object.fromEntries(['_id', by ?? '_id', ...fields].map((field) => [field, 1]))
  for (let last: Doc | undefined; ; ) {
    const page = (await model
      .find(last ? { ...filter, ...after(last, by, filter) } : filter, wanted)
      .sort(by ? { [by]: 1, _id: 1 } : { _id: 1 })
      .limit(size)
      .batchSize(size + 1)
      .lean()) as unknown as Doc[]
    if (page.length > 0) yield page
    if (page.length < size) return
    last = page.at(-1)
  }
}

function after<Doc extends { _id: string }>(
  last: Doc,
  by: (keyof Doc & string) | undefined,
  filter: Record<string, unknown>,
) {
  if (!by) return { _id: { $gt: last._id } }
  const value = last[by]
  const most = filter[by] as object | undefined
  // The first condition says nothing new, but an index can begin there.
  return {
    [by]: { ...most, $gte: value },
    $or: [{ [by]: { $gt: value } }, { [by]: value, _id: { $gt: last._id } }],
  }
}

/** The documents of several queries in one order, a page at a time; each query is in that order by itself. */
export async function* mergePages<Doc extends { _id: string }>(
  queries: readonly AsyncGenerator<Doc[]>[],
  isBefore: (a: Doc, b: Doc) => boolean,
  size = usualSize,
): AsyncGenerator<Doc[]> {
  const heads = await Promise.all(
    queries.map(oneByOne).map(async (docs) => ({ docs, head: await docs.next() })),
  )
  for (let page: Doc[] = []; ; ) {
    let first: (typeof heads)[number] | undefined
    for (const one of heads) {
      if (!one.head.done && (!first || isBefore(one.head.value, first.head.value as Doc))) first = one
    }
    if (first && !first.head.done) page.push(first.head.value)
    if (page.length === size || (!first && page.length > 0)) {
      yield page
      page = []
    }
    if (!first) return
    first.head = await first.docs.next()
  }
}

/** The documents of all pages, one after another. */
export async function* oneByOne<Doc>(pages: AsyncGenerator<Doc[]>): AsyncGenerator<Doc, void> {
  for await (const page of pages) yield* page
}

/** The next page is read while whoever asked is at work on this one. */
export async function* readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T, void> {
  let next = read(pages)
  try {
    for (let page = await next; !page.done; page = await next) {
      next = read(pages)
      yield page.value
    }
  } finally {
    await next.catch(() => undefined)
    await pages.return(undefined)
  }
}

function read<T>(pages: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const next = pages.next()
  // It is thrown where it is waited for, which may be later.
  next.catch(() => undefined)
  return next
}
