import type { EnterpriseAnswers, PolicyPackage } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button, Card, EmptyState, Row, Tabs } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import type { Action } from '../../hooks/use-action'
import { PolicyHero, PolicyQuestion } from '../../widgets'
import { Doubts } from './doubts'
import { Entry } from './entry'
import './package.scss'
import { type Arranged, arrangements, groupsOf } from './groups'
import { Paper } from './paper'
import { useNews } from './use-news'

interface PackageViewProps {
  pack: PolicyPackage
  firm: string | null
  answer: Action<[EnterpriseAnswers]>
  /** Below the question. */
  children?: ReactNode
}

/** The sum, the question that settles most, and every policy with its conditions. */
export function PackageView({ pack, firm, answer, children }: PackageViewProps) {
  const [by, setBy] = useState<Arranged>('fit')
  const news = useNews(pack, firm)
  const groups = groupsOf(pack, by)
  const fresh = [...news.values()].filter(({ kind }) => kind === 'new').length
  return (
    <View className="package">
      <View className="package__first">
        <PolicyHero pack={pack} news={fresh} />
        <Doubts doubts={pack.doubts} answer={answer} />
        <PolicyQuestion questions={pack.questions} answer={answer} />
        {children}
        {firm === null ? null : (
          <Card flush>
            <Row
              icon="edit"
              title="企业档案"
              detail={
                pack.stale.length > 0 ? `有 ${pack.stale.length} 个数是往年的，请更新` : '填得越全，结果越准'
              }
              onPress={() => goToPolicies('profile', { id: firm })}
            />
          </Card>
        )}
      </View>
      <View className="package__entries">
        <Tabs label="怎么排" tabs={arrangements} current={by} onChange={setBy} />
        {groups.length === 0 ? (
          <EmptyState
            icon="policy"
            title="还没有符合的政策"
            detail="企业档案填得全一些，或者看看全部政策。"
            action="看全部政策"
            onAction={() => goToPolicies('list')}
          />
        ) : null}
        {groups.map(({ name, entries }) => (
          <Card key={name} title={`${name} ${entries.length} 项`}>
            {entries.map((entry) => (
              <Entry key={entry.policy.id} entry={entry} news={news.get(entry.policy.id)?.text} firm={firm} />
            ))}
          </Card>
        ))}
        {pack.more > 0 ? (
          <Button kind="secondary" onPress={() => goToPolicies('list')}>
            {`还有 ${pack.more} 项，到全部政策里看`}
          </Button>
        ) : null}
        {firm === null ? null : <Paper firm={firm} name={pack.name ?? ''} />}
      </View>
    </View>
  )
}
