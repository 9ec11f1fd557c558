// `node tests/bench/policies-evaluate.mjs`: 100,000 evaluations of seeded policies against seeded enterprises, and what the rules
// weigh in the mini-program. The aim is 0.5 s; it exits 1 where that is missed.
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const evaluations = 100_000
const aimSeconds = 0.5
const day = '2026-11-26'

function rules() {
  const [built] = buildSync({
    entryPoints: [join(root, 'shared/src/rules/policies/index.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
  }).outputFiles
  return built.contents
}

let seed = 20261126
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}
const oneOf = (values) => values[Math.floor(random() * values.length)]

const places = ['310116109', '310116102', '310115', '310116']
const industries = ['A01', 'A014', 'C', 'C35', 'H6130', 'I65', 'F52']
const numbers = ['landArea', 'insuredStaff', 'patents', 'rdPermille', 'staff', 'loanFen', 'ageMonths']
const yesNo = ['dishonest', 'abnormal', 'licenceValid', 'farmInsured', 'firstBusiness']

/** 4 to 12 conditions, one of three in a group of its own. */
function policy(at, kinds, marks) {
  const condition = () => {
    const of = random()
    const made =
      of < 0.2
        ? { field: 'kind', op: 'in', value: kinds.filter(() => random() < 0.6) }
        : of < 0.35
          ? { field: 'industry', op: 'prefix', value: [oneOf(industries), oneOf(industries)] }
          : of < 0.45
            ? { field: 'region', op: 'prefix', value: [oneOf(places)] }
            : of < 0.55
              ? { field: 'qualifications', op: 'has', value: [oneOf(marks), oneOf(marks)] }
              : of < 0.75
                ? { field: oneOf(yesNo), op: 'is', value: random() < 0.5 }
                : { field: oneOf(numbers), op: oneOf(['gte', 'lte']), value: Math.floor(random() * 100) }
    return { ...made, hard: random() < 0.9, sourceText: '原文' }
  }
  const conditions = Array.from({ length: 4 + Math.floor(random() * 9) }, condition)
  const all = conditions.map((one) =>
    random() < 0.3 ? { [oneOf(['any', 'none'])]: [one, condition()] } : one,
  )
  return {
    key: `p${at}`,
    rule: { all },
    repeat: { kind: 'yearly' },
    excludes: [],
    window: { kind: 'always' },
  }
}

/** One in ten values is not known. */
function profile(at, kinds, marks) {
  const perhaps = (value) => (random() < 0.1 ? null : value)
  const others = Object.fromEntries([
    ...yesNo.map((name) => [name, perhaps(random() < 0.5)]),
    ...['landArea', 'insuredStaff', 'patents', 'loanFen'].map((name) => [
      name,
      perhaps(Math.floor(random() * 100)),
    ]),
  ])
  const year = { year: 2025, staff: perhaps(Math.floor(random() * 200)), revenueFen: 1e9, assetsFen: null }
  return {
    creditCode: null,
    name: `n${at}`,
    kind: perhaps(oneOf(kinds)),
    region: perhaps(oneOf(places)),
    industries: perhaps([oneOf(industries)]),
    foundedOn: perhaps(`20${10 + Math.floor(random() * 16)}-03-01`),
    sizeOverride: null,
    qualifications: perhaps(
      marks
        .filter(() => random() < 0.2)
        .map((kind) => ({ kind, number: '', from: '2024-01-01', to: '2027-01-01' })),
    ),
    years: [{ ...year, others: { rdPermille: perhaps(Math.floor(random() * 100)) } }],
    others,
    received: random() < 0.2 ? [{ policy: 'p1', on: '2026-02-01', fen: null }] : [],
    wishes: [],
  }
}

const seconds = (work) => {
  const from = performance.now()
  work()
  return (performance.now() - from) / 1000
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

const built = rules()
const file = join(tmpdir(), `policies-rules-${process.pid}.mjs`)
writeFileSync(file, built)
const { evaluateFor, factsOf, kindWords, outcomeOf, policyQuestions, qualificationWords, subjectOf } =
  await import(pathToFileURL(file).href)
rmSync(file)

const kinds = Object.keys(kindWords)
const marks = Object.keys(qualificationWords)
const policies = Array.from({ length: 100 }, (_, at) => policy(at, kinds, marks))
const profiles = Array.from({ length: 1_000 }, (_, at) => profile(at, kinds, marks))
const subjects = profiles.map(subjectOf)
for (const subject of subjects) subject.at(day)

const outcomes = {}
const inShort = () => {
  for (const subject of subjects)
    for (const one of policies) {
      const outcome = outcomeOf(one, subject, day)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
}
const rounds = Array.from({ length: 5 }, () => seconds(inShort))
for (const name of Object.keys(outcomes)) outcomes[name] /= rounds.length
const took = median(rounds)
const inFull = seconds(() => {
  for (const subject of subjects.slice(0, 100)) for (const one of policies) evaluateFor(one, subject, day)
})
const facts = seconds(() => {
  for (const one of profiles) factsOf(one, day)
})
const asking = seconds(() => policyQuestions(policies, subjects[0], day))

console.log(`${evaluations} outcomes: ${took.toFixed(3)} s (median of ${rounds.length}; aim ${aimSeconds} s)`)
console.log(outcomes)
console.log(`in full, with words: ${((inFull / 10_000) * 1e6).toFixed(1)} µs each`)
console.log(`facts of an enterprise: ${((facts / profiles.length) * 1e6).toFixed(1)} µs`)
console.log(`questions over ${policies.length} policies: ${(asking * 1000).toFixed(1)} ms`)
console.log(`the rules: ${built.length} bytes, ${gzipSync(built).length} with gzip`)
process.exitCode = took < aimSeconds ? 0 : 1
