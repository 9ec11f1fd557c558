import { Timestamp } from 'bson'
import { bsonType, type Doc, getOwn, setOwn } from './values'

let last = { seconds: 0, count: 0 }

/** Later than every one before it. */
function next(now: Date): Timestamp {
  const seconds = Math.max(Math.floor(now.getTime() / 1000), last.seconds)
  last = { seconds, count: seconds === last.seconds ? last.count + 1 : 1 }
  return new Timestamp({ t: last.seconds, i: last.count })
}

const isEmpty = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  bsonType(value) === 'Timestamp' &&
  (value as Timestamp).isZero()

/**
 * An empty timestamp in a field of the document itself stands for the time of the write, except in `_id`
 * (mongodb.com/docs/manual/reference/bson-types/#timestamps).
 */
export function stamped(doc: Doc, now: Date): Doc {
  let copy: Doc | undefined
  for (const key of Object.keys(doc)) {
    const value = getOwn(doc, key)
    if (key === '_id' || !isEmpty(value)) continue
    copy ??= { ...doc }
    setOwn(copy, key, next(now))
  }
  return copy ?? doc
}
