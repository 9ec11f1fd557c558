import type { PolicyWork } from '@hutang/shared/contract'
import type { NameOfCode } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Card } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { policyDifferences } from '../components/differences'
import { changeChoices } from '../words'

/** What a correction changes of the edition that is public. */
export function DifferenceCard({ work, names }: { work: PolicyWork; names: NameOfCode }) {
  const screen = useScreen('GET /api/policies/:id', { params: { id: work.id } })
  return (
    <Card title="这次改了什么" tone="info">
      {work.change?.note ? <Text className="policy-work__words">{work.change.note}</Text> : null}
      <Text className="policy-work__note">
        {changeChoices.find(({ value }) => value === work.change?.size)?.label ?? '还没有说明改动有多大'}
      </Text>
      <Loaded screen={screen}>
        {(current) => {
          const found = policyDifferences(current.content, work.content, names)
          return (
            <>
              {found.length === 0 ? <Text className="policy-work__words">和现在公开的一样。</Text> : null}
              {found.map(({ name, before, after }) => (
                <View className="policy-work__difference" key={name}>
                  <Text className="policy-work__name">{name}</Text>
                  <Text className="policy-work__before">{before ? `原来：${before}` : '原来没有'}</Text>
                  <Text className="policy-work__after">{after ? `现在：${after}` : '现在没有了'}</Text>
                </View>
              ))}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
