import { MongoError } from '../errors'
import { valuesAt } from '../values/paths'
import { isNumber } from '../values/predicates'
import { type Doc, toNumber } from '../values/values'
import { elementsOf, type Pair, shown } from './coordinates'
import { flatOf, type GeoIndex, geoPaths } from './geo-index'
import { type Stored, storedOf } from './stored'

/** What an index keeps of a document, or MongoDB's refusal of a place that it cannot hold; the index is sparse. */
export function keysAt(doc: Doc, path: string, { kind, options }: GeoIndex): Stored[] {
  const values = valuesAt(doc, path.split('.'), false)
  if (kind === '2d') return values.flatMap((value) => pairsIn(value, doc, options))
  const [only] = values
  if (values.length === 1 && (only === null || elementsOf(only)?.length === 0)) return []
  return values.map((value) => onSphere(value, doc))
}

export function checkPlaces(doc: Doc, key: Doc, geo: GeoIndex): void {
  for (const path of geoPaths(key)) keysAt(doc, path, geo)
}

function onSphere(value: unknown, doc: Doc): Stored {
  try {
    const stored = storedOf(value)
    if (stored.sphere !== undefined) return stored
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    throw new MongoError(16755, `Can't extract geo keys: ${shown(doc)}  ${error.message}`)
  }
  throw new MongoError(
    16755,
    `Can't extract geo keys: ${shown(doc)}  can't project geometry into spherical CRS: ${shown(value)}`,
  )
}

/** A pair, or an array or document of pairs; what is neither array nor document is passed over. */
function pairsIn(value: unknown, doc: Doc, options: Doc): Stored[] {
  const elements = elementsOf(value)
  if (elements === undefined || elements.length === 0) return []
  if (isNumber(elements[0])) return [{ flat: pairIn(elements, doc, options), sphere: undefined }]
  return elements.flatMap((element) => {
    const pair = elementsOf(element)
    if (pair === undefined)
      throw new MongoError(16804, 'location object expected, location array not in correct format')
    return pair.length === 0 ? [] : [{ flat: pairIn(pair, doc, options), sphere: undefined }]
  })
}

function pairIn([x, y]: unknown[], doc: Doc, options: Doc): Pair {
  const because = ` :: caused by :: ${shown(doc)}`
  if (y === undefined) throw new MongoError(13068, `geo field only has 1 element${because}`)
  if (!isNumber(x) || !isNumber(y))
    throw new MongoError(13026, `geo values must be 'legacy coordinate pairs' for 2d indexes${because}`)
  const { min, max } = flatOf(options)
  const pair: Pair = [toNumber(x), toNumber(y)]
  if (!pair.every((part) => part >= min && part <= max))
    throw new MongoError(13027, `point not in interval of [ ${min}, ${max} ]${because}`)
  return pair
}
