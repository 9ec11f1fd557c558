import { MongoError } from '../errors'
import { textOf } from '../values/texts'
import { typeName } from '../values/type-names'
import { type Doc, NUMBER, toNumber, typeOf } from '../values/values'

/** What an index over places has beside its key (mongodb.com/docs/manual/core/indexes/index-types/index-geospatial). */
export interface GeoIndex {
  kind: '2dsphere' | '2d'
  /** As they are listed: those of the plane only where they were given. */
  options: Doc
}

export const GEO_KINDS = ['2d', '2dsphere']
/** Options of such indexes alone, by kind. */
export const GEO_OPTIONS: Record<string, string> = {
  '2dsphereIndexVersion': '2dsphere',
  bits: '2d',
  min: '2d',
  max: '2d',
}
const VERSIONS = [2, 3]

const cannot = (message: string) => new MongoError(67, message)
const invalid = (message: string) => new MongoError(72, message)

export const isGeoKind = (direction: unknown): boolean =>
  typeof direction === 'string' && GEO_KINDS.includes(direction)

/** The paths of a key that are places. */
export const geoPaths = (key: Doc): string[] => Object.keys(key).filter((path) => isGeoKind(key[path]))

/** Refuses what MongoDB refuses of these indexes, and what this server has not. */
export function checkGeoIndex(raw: Doc, key: Doc): void {
  const kinds = [...new Set(Object.values(key).filter(isGeoKind))]
  for (const [option, kind] of Object.entries(GEO_OPTIONS)) {
    const value = raw[option]
    if (value === undefined) continue
    if (typeOf(value) !== NUMBER)
      throw new MongoError(14, `The field '${option}' must be a number, but got ${typeName(value)}`)
    if (kinds[0] !== kind) throw cannot(`index option '${option}' is only for indexes of type '${kind}'`)
  }
  const [kind, other] = kinds
  if (kind === undefined) return
  if (other !== undefined)
    throw cannot(`Can't use more than one index plugin for a single index: ${JSON.stringify(key)}`)
  if (raw.unique === true || (typeOf(raw.unique) === NUMBER && toNumber(raw.unique) !== 0))
    throw cannot(`a unique index of type '${textOf(kind)}' is not supported`)
  if (raw.expireAfterSeconds !== undefined)
    throw cannot(`TTL index on a field of type '${textOf(kind)}' is not supported`)
  if (kind === '2d') checkFlat(raw, key)
  else if (!VERSIONS.includes(sphereVersion(raw)))
    throw cannot(
      `unsupported geo index version { 2dsphereIndexVersion : ${textOf(raw['2dsphereIndexVersion'])} }, only support versions: [${VERSIONS.join()}]`,
    )
}

function checkFlat(raw: Doc, key: Doc): void {
  const [first, ...others] = Object.keys(key)
  if (others.some((path) => key[path] === '2d') && key[first ?? ''] === '2d')
    throw new MongoError(16800, "can't have 2 geo fields")
  if (key[first ?? ''] !== '2d') throw new MongoError(16801, '2d has to be first in index')
  const { bits, min, max } = flatOf(raw)
  if (!Number.isInteger(bits) || bits < 1 || bits > 32)
    throw invalid(`bits for hash must be > 0 and <= 32, but ${bits} bits were specified`)
  if (!(min < max) || !Number.isFinite(min) || !Number.isFinite(max))
    throw invalid(`region for hash must be valid and have positive area, but [${min}, ${max}] was specified`)
}

const numberOr = (value: unknown, otherwise: number) => (value === undefined ? otherwise : toNumber(value))
const sphereVersion = (raw: Doc) => numberOr(raw['2dsphereIndexVersion'], 3)
/** The square that an index of the plane covers. */
export const flatOf = ({ bits, min, max }: Doc) => ({
  bits: numberOr(bits, 26),
  min: numberOr(min, -180),
  max: numberOr(max, 180),
})

/** What is stored was checked when the index was made. */
export function readGeoIndex(raw: Doc, key: Doc): GeoIndex | undefined {
  const [path] = geoPaths(key)
  if (path === undefined) return undefined
  if (key[path] === '2dsphere')
    return { kind: '2dsphere', options: { '2dsphereIndexVersion': sphereVersion(raw) } }
  const given = ['bits', 'min', 'max'].filter((name) => raw[name] !== undefined)
  return { kind: '2d', options: Object.fromEntries(given.map((name) => [name, raw[name]])) }
}
