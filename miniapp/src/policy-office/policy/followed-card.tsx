import type { PolicyWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Card } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

/** What became of it: counted, nobody is named. */
export function FollowedCard({ work }: { work: PolicyWork }) {
  const screen = useScreen('GET /api/policies/:id/told', { params: { id: work.id } })
  return (
    <Card title="发出去以后">
      <Loaded screen={screen}>
        {({ told, opened, enterprises, counting }) => (
          <>
            <View className="policy-work__figures">
              {[
                ['告诉了', told, '人'],
                ['打开看了', opened, '人'],
                ['企业', enterprises, '家'],
                ['点过我要办', work.applied, '次'],
              ].map(([name, figure, unit]) => (
                <View className="policy-work__figure" key={name}>
                  <Text className="policy-work__number" {...a11y({ label: `${name} ${figure} ${unit}` })}>
                    {`${figure}`}
                  </Text>
                  <Text
                    className="policy-work__note"
                    {...a11y({ hidden: true })}
                  >{`${name}（${unit}）`}</Text>
                </View>
              ))}
            </View>
            {counting ? <Text className="policy-work__note">还在找符合的企业，数会再多一些。</Text> : null}
          </>
        )}
      </Loaded>
    </Card>
  )
}
