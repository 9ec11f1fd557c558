import type { EnterpriseAnswers, PolicyPackage } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Button, Card } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import type { Action } from '../../hooks/use-action'
import { PolicyEntry, PolicyHero, PolicyQuestion } from '../../widgets'

interface SummaryProps {
  pack: PolicyPackage
  firm: string | null
  answer: Action<[EnterpriseAnswers]>
}

/** More are on the page of the package. */
const mostShown = 3

/** The sum, the question that settles most, and what closes first. */
export function Summary({ pack, firm, answer }: SummaryProps) {
  const query = firm === null ? {} : { id: firm }
  const all = () => goToPolicies('package', query)
  const entries = pack.entries.filter(({ outcome }) => outcome !== 'received')
  const news = entries.filter((entry) => entry.news?.kind === 'new').length
  return (
    <>
      <PolicyHero pack={pack} news={news} onPress={all} />
      <PolicyQuestion questions={pack.questions} answer={answer} />
      {entries.length > 0 ? (
        <Card title="先看这几项">
          {entries.slice(0, mostShown).map((entry) => (
            <PolicyEntry
              key={entry.policy.id}
              brief
              entry={entry}
              news={entry.news?.text}
              onOpen={() => goToPolicies('policy', { id: entry.policy.id, enterprise: firm ?? undefined })}
            />
          ))}
        </Card>
      ) : null}
      <View className="policies-all">
        <Button kind="secondary" onPress={all}>
          {`看政策包（${pack.entries.length + pack.more} 项）`}
        </Button>
      </View>
    </>
  )
}
