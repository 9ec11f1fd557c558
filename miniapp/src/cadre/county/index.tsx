import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Answer } from '../../api/contract'
import { Button, Card, Elements, EmptyState } from '../../components'
import { momentText } from '../../format/date'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { copyText } from '../../widgets/copy/copy'
import { whySignIn } from '../words'
import './county.scss'

type Report = Answer<'GET /api/notices/:id/leak-report'>

/** 给区县的报告: the draft about a takedown, to be copied or printed, and signed. `?id=` is the notice, or with `&about=policy` the policy. */
export default function County() {
  const { id: word, about } = useRouter().params
  const id = wordOf(word)
  const user = useUser()
  const asked = id && user ? { params: { id } } : null
  const isPolicy = about === 'policy'
  const ofNotice = useScreen('GET /api/notices/:id/leak-report', isPolicy ? null : asked)
  const ofPolicy = useScreen('GET /api/policies/:id/leak-report', isPolicy ? asked : null)
  const screen = isPolicy ? ofPolicy : ofNotice
  if (!user) return <SignInGate title="给区县的报告" why={whySignIn} />
  if (!id) {
    return (
      <Page title="给区县的报告">
        <EmptyState icon="document" title="没有说明是哪一条" detail="请从工作台点进来。" />
      </Page>
    )
  }
  return (
    <Page title="给区县的报告" screen={screen} foot={screen.data ? <Foot report={screen.data} /> : undefined}>
      {(report) => (
        <>
          <Text className="county__note">这是草稿。核对、补充以后签字盖章，送到区县。</Text>
          <Card>
            <Text className="county__title">{report.title}</Text>
            <Text className="county__text" userSelect>
              {report.text}
            </Text>
          </Card>
          <Card title="数字从哪里来">
            <Elements
              items={[
                {
                  name: '公开了多久',
                  text: `${momentText(report.publicFrom)} 到 ${momentText(report.publicUntil)}`,
                },
                { name: '谁家的信息', text: `${report.households} 户，已告知 ${report.told} 户` },
                { name: '还要上门', text: `${report.slipsOpen} 户` },
                { name: '收到过这条的人', text: `${report.received} 人，其中 ${report.opened} 人打开过` },
              ]}
            />
          </Card>
        </>
      )}
    </Page>
  )
}

function Foot({ report }: { report: Report }) {
  const copy = () => copyText(`${report.title}\n\n${report.text}`, '报告已复制')
  const print = process.env.TARO_ENV === 'h5' ? () => window.print() : undefined
  return (
    <>
      <Button icon="document" onPress={() => void copy()}>
        复制报告
      </Button>
      {print ? (
        <Button kind="quiet" onPress={print}>
          打印
        </Button>
      ) : null}
    </>
  )
}
