import type { PackageQuestion } from '@hutang/shared/contract'

/** What one answer is worth. */
export const questionTitle = ({ settles, policies }: PackageQuestion): string =>
  settles > 0 ? `答 1 个问题，弄清 ${settles} 项` : `答 1 个问题，${policies} 项更清楚`

/** So many open policies are enough to ask for ticks first. */
const many = 8

/**
 * The question to ask now. Ticks over many things come first only where much is open: before them stands a single question
 * that settles as much.
 */
export function nextQuestion(
  questions: readonly PackageQuestion[],
  passed: readonly string[],
): PackageQuestion | undefined {
  const left = questions.filter(({ name }) => !passed.includes(name))
  const [first] = left
  if (!first || first.fields.length === 1 || first.policies > many) return first
  const single = left
    .filter(({ fields, settles }) => fields.length === 1 && settles > 0 && settles >= first.settles)
    .sort((a, b) => b.settles - a.settles)[0]
  return single ?? first
}
