import { amountWords, type PolicyView } from '@hutang/shared'
import { demoPolicies } from '../../server/src/demo/packages'

const region = { code: '310116109213', name: '护塘村', level: 'village' as const }

/** A policy of the demo, as everybody reads it. */
export function policyView(key: string, now: Date): PolicyView {
  const found = demoPolicies(now).find((one) => one.key === key)
  if (!found) throw new Error(key)
  const { content } = found
  return {
    ...{ id: key, region, state: 'published', edition: 1, editions: 1, isCurrent: true, content },
    ...{ amount: amountWords(content.amount), availability: { state: 'open', extendedTo: null, note: '' } },
    status: {
      ...{ state: 'open', text: '申报中', opensOn: null, closesOn: null, daysLeft: null },
      ...{ workingDaysLeft: null, deadline: '' },
    },
    ...{ contentHash: '', publishedAt: now.toISOString(), publishedBy: '漕泾镇', correctedAt: null },
    ...{ correction: null, ended: null },
  }
}
