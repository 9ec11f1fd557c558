import { hasHomeAddress } from './addresses'
import { isBankCard } from './bank-cards'
import { type Candidate, candidatesOf } from './candidates'
import { hasDigits } from './folding'
import { isIdCard, isOldIdCard, isWholeIdCard } from './id-cards'
import { type PersonalDataKind, type Place, personalDataKinds } from './kinds'
import { mayLookAlike, withDigits } from './look-alikes'
import { isLandline, isMobile } from './phones'
import { hasPlate } from './plates'
import { type Group, type Reading, readDigits } from './reading'
import {
  bankWords,
  codeWords,
  dutyWords,
  homeWords,
  idWords,
  officeAccountWords,
  officeWords,
  standsBefore,
  standsNear,
  telephoneWords,
} from './words'

/** A landline has seven digits, everything else that is only digits has more. */
const fewestDigits = 7
/** What a plate or an address has beside its digits. */
const otherSign = /[号弄幢栋室京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]/

/** Whether a text is long enough to hold anything: most cells of a table are not. */
const mayHold = (text: string): boolean =>
  hasDigits(text, fewestDigits) || (text.length > 4 && hasDigits(text, 1) && otherSign.test(text))

/** The kinds of personal data in a text, the most harmful first. `place` says where the text stands. */
export function personalDataIn(text: string, place: Place = {}): PersonalDataKind[] {
  const hidden = mayLookAlike(text)
  if (!hidden && !mayHold(text)) return []
  const reading = readDigits(text)
  const found = new Set(numbersIn(reading, place))
  if (hidden && hidesIdCard(text, place)) found.add('身份证号')
  if (hasPlate(reading.text)) found.add('车牌号')
  if (!place.office && !isOfficeLabel(place) && hasHomeAddress(reading.text)) found.add('住址')
  return personalDataKinds.filter((kind) => found.has(kind))
}

const isOfficeLabel = ({ label = '' }: Place): boolean => officeWords.test(label) && !homeWords.test(label)

type Test = (candidate: Candidate, text: string, place: Place) => boolean

const spanOf = ({ groups }: Candidate): [from: number, to: number] => [
  groups[0]?.from ?? 0,
  groups[groups.length - 1]?.to ?? 0,
]

function near(words: RegExp, candidate: Candidate, text: string, { label = '' }: Place): boolean {
  return words.test(label) || standsNear(words, text, ...spanOf(candidate))
}

function before(words: RegExp, candidate: Candidate, text: string, { label = '' }: Place): boolean {
  return words.test(label) || standsBefore(words, text, spanOf(candidate)[0])
}

/** A telephone at a fixed place is a person's where a word such as 住宅 says so, or as a telephone in a row about a person. */
function isPersonal(candidate: Candidate, text: string, place: Place): boolean {
  if (place.office || isOfficeLabel(place)) return false
  if (before(homeWords, candidate, text, place)) return true
  const [from] = spanOf(candidate)
  return (
    place.person === true && telephoneWords.test(place.label ?? '') && !standsBefore(officeWords, text, from)
  )
}

const ofIdCard = (one: Candidate, text: string, place: Place) => ({
  named: near(idWords, one, text, place),
  code: before(codeWords, one, text, place),
})

const tests: readonly [PersonalDataKind, number, Test][] = [
  ['身份证号', 17, (one, text, place) => isIdCard(one, ofIdCard(one, text, place))],
  [
    '银行卡号',
    12,
    (one, text, place) =>
      isBankCard(one, {
        named: near(bankWords, one, text, place),
        code: before(codeWords, one, text, place) && !bankWords.test(place.label ?? ''),
        office: before(officeAccountWords, one, text, place),
      }),
  ],
  ['身份证号', 15, (one, text, place) => isOldIdCard(one, ofIdCard(one, text, place))],
  [
    '手机号',
    11,
    (one, text, place) =>
      !place.office &&
      !dutyWords.test(place.label ?? '') &&
      isMobile(one, before(codeWords, one, text, place)),
  ],
  ['住宅电话', 7, (one, text, place) => isLandline(one) && isPersonal(one, text, place)],
]

/** An id card with O for 0 or l for 1, typed by hand or read from an old paper. */
function hidesIdCard(text: string, place: Place): boolean {
  const reading = readDigits(withDigits(text))
  for (const candidate of candidatesOf(reading, 17))
    if (isWholeIdCard(candidate, ofIdCard(candidate, reading.text, place))) return true
  return false
}

/** Each digit belongs to one number only: what was found to be an id card is not looked at as a telephone. */
function* numbersIn(reading: Reading, place: Place): Generator<PersonalDataKind> {
  const taken = new Set<Group>()
  for (const [kind, least, test] of tests) {
    for (const candidate of candidatesOf(reading, least)) {
      if (candidate.groups.some((group) => taken.has(group)) || !test(candidate, reading.text, place))
        continue
      for (const group of candidate.groups) taken.add(group)
      yield kind
    }
  }
}
