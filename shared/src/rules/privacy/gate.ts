import type { FieldProblem } from '../../errors'
import { personalDataIn } from './find'
import { type Counts, everyKind, type PersonalDataKind, type Place } from './kinds'

/** Something a person wrote that is kept as it is: a reason, a name, a key. */
export interface GatedField {
  /** As the request names it. */
  field: string
  /** As the person knows it. */
  title: string
  text: string
  place?: Place
}

/**
 * The privacy gate for what is kept at once, without a draft that others look at first: every kind of personal
 * data is refused at its field; of a draft only what is never kept (`isNeverStored`). Whoever adds a field that a person can write calls this.
 */
export const gateFields = (fields: readonly GatedField[], counts: Counts = everyKind): FieldProblem[] =>
  fields.flatMap(({ field, title, text, place }) =>
    personalDataIn(text, place)
      .filter(counts)
      .map((kind) => ({ field, message: `${title}：${notKept(kind)}` })),
  )

const notKept = (kind: PersonalDataKind): string => `好像有${kind}，这里不保存，请删去。`

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The same for a key that a program chooses: random ones in the usual form hold digits by chance. */
export const gateKey = (field: GatedField): FieldProblem[] =>
  uuid.test(field.text) ? [] : gateFields([field])
