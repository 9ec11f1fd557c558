import type { PackageEntry, PolicyPackage } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Button, Card, Row } from '../../components'
import { plainDay } from '../../format/date'
import { nextQuestion, questionTitle } from '../../format/policy-question'
import { outcomeTag, sumOfEntry, windowTag } from '../../format/policy-words'
import { goToPolicies } from '../../hooks/navigation'
import { PolicyHero } from '../../widgets'

interface SummaryProps {
  pack: PolicyPackage
  firm: string | null
}

/** More are on the page of the package. */
const mostShown = 3

/** The sum, the question that settles most, and what closes first. */
export function Summary({ pack, firm }: SummaryProps) {
  const query = firm === null ? {} : { id: firm }
  const all = () => goToPolicies('package', query)
  const entries = pack.entries.filter(({ outcome }) => outcome !== 'received')
  const question = nextQuestion(pack.questions, [])
  const news = entries.filter((entry) => entry.news?.kind === 'new').length
  return (
    <>
      <PolicyHero pack={pack} news={news} onPress={all} />
      {question ? (
        <Card flush>
          <Row icon="edit" title={questionTitle(question)} detail={question.question} onPress={all} />
        </Card>
      ) : null}
      {entries.length > 0 ? (
        <Card title="先看这几项" flush>
          {entries.slice(0, mostShown).map((entry) => (
            <Row
              key={entry.policy.id}
              title={entry.policy.title}
              detail={sumOfEntry(entry)}
              note={noteOf(entry)}
              tag={outcomeTag(entry)}
              onPress={() => goToPolicies('policy', { id: entry.policy.id, enterprise: firm ?? undefined })}
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

/** What is new of it, and how long it may be applied for. */
const noteOf = ({ news, policy }: PackageEntry): string | undefined =>
  [news?.text, windowTag(policy.status, plainDay)?.text].filter(Boolean).join(' · ') || undefined
