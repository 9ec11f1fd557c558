import { plainDateText } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Button, Card } from '../../components'
import { clock } from '../../format/clock'
import { goBack, goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import './ask.scss'

/** 回执: the number, who answers, and by when. */
export function Receipt({ id }: { id: string }) {
  const screen = useScreen('GET /api/questions/:id', { params: { id } })
  return (
    <Page
      title="收到了"
      screen={screen}
      foot={
        <>
          <Button onPress={() => goTo('questions')}>看办到哪一步</Button>
          <Button kind="quiet" onPress={goBack}>
            返回
          </Button>
        </>
      }
    >
      {({ rounds }) => {
        const [first] = rounds
        return (
          <>
            <Card title="回执" tone="calm">
              <Text className="ask__number">{id}</Text>
              <Text className="ask__line">
                {first
                  ? `由${first.stepText}答复，最晚 ${plainDateText(first.due, new Date(clock.now()))}。`
                  : ''}
              </Text>
            </Card>
            <Card title="接下来">
              <Text className="ask__line">1. 有了答复，“我的”里会有红点。</Text>
              <Text className="ask__line">2. 过了日子还没答复，自动转给镇里督办。</Text>
              <Text className="ask__line">3. 对答复不满意，可以请上一级再看一看。</Text>
            </Card>
          </>
        )
      }}
    </Page>
  )
}
