import { cannotRecall, type LeakKind, leakKinds, leakKindText } from '@hutang/shared/rules'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { keyed } from '../../api/idempotency'
import { Button, Card, Checkbox, Problem, Switch, Textarea, toast } from '../../components'
import { Banner } from '../../components/banner/banner'
import { cadreAddress } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { type Screen, useScreen } from '../../hooks/use-screen'
import { Loaded, Page } from '../../widgets'
import { Confirm } from '../components/confirm/confirm'
import { Steps } from '../components/steps/steps'
import { endingWords } from '../ending-words'
import { Households, startingChoice } from './households'

type NoticeScreen = Answer<'GET /api/screens/notice'>

const words = endingWords.takedown
const longestReason = 300

/** Everything that whoever confirms has to know and to say, typed once. */
export function Takedown({ id, screen }: { id: string; screen: Screen<NoticeScreen> }) {
  const leak = useScreen('GET /api/notices/:id/leak', { params: { id } })
  const [kinds, setKinds] = useState<readonly LeakKind[]>([])
  const [reason, setReason] = useState('')
  const [tell, setTell] = useState(false)
  const [asking, setAsking] = useState(false)
  const [picked, setPicked] = useState<readonly string[]>()
  const concerned = leak.data?.concerned ?? []
  const chosen = picked ?? startingChoice(concerned)
  const takedown = useAction(async (key) => {
    const all = chosen.length === concerned.length
    const body = {
      reason: reason.trim(),
      kinds: [...kinds],
      tell,
      ...(all ? {} : { households: [...chosen] }),
    }
    await call('POST /api/notices/:id/takedown', { params: { id }, body, idempotencyKey: keyed(key, body) })
    toast(words.done)
    await Taro.redirectTo({ url: cadreAddress('told', { id }) })
  })
  const ability = screen.data?.endings.find((one) => one.verb === 'takedown')
  const tick = (kind: LeakKind) => (on: boolean) =>
    setKinds(leakKinds.filter((one) => (one === kind ? on : kinds.includes(one))))
  return (
    <Page
      title="撤下"
      screen={screen}
      foot={
        screen.data && leak.data ? (
          <>
            {asking ? null : <Problem error={takedown.error} />}
            <Button
              reason={
                screen.copiedAt === undefined ? missing(ability, kinds, reason) : '没有网络，连上后再办'
              }
              onPress={() => setAsking(true)}
            >
              确认撤下
            </Button>
          </>
        ) : undefined
      }
    >
      {({ notice }) => (
        <>
          {notice.banners.map((banner) => (
            <Banner key={banner.kind} banner={banner} />
          ))}
          <Steps title={`撤下《${notice.title}》会这样`} lines={words.steps} tone="warning" />
          <Steps title="收不回来的" lines={[cannotRecall]} />
          <Card title="误带了什么">
            {leakKinds.map((kind) => (
              <Checkbox
                key={kind}
                label={leakKindText[kind]}
                checked={kinds.includes(kind)}
                onChange={tick(kind)}
              />
            ))}
          </Card>
          <Loaded screen={leak}>
            {() => <Households concerned={concerned} chosen={chosen} onChange={setPicked} />}
          </Loaded>
          <Card>
            <Textarea
              label={words.reason?.label ?? '原因'}
              required
              hint={words.reason?.hint}
              maxLength={longestReason}
              value={reason}
              onChange={setReason}
              error={takedown.error?.fieldMessage('reason')}
            />
            <Switch
              label="也告诉收到过这条的人"
              detail="可以不告诉；信息被公开的人家一定会告知"
              on={tell}
              onChange={setTell}
            />
          </Card>
          <Confirm
            open={asking}
            title="确认撤下？"
            lines={[
              `误带了${kinds.map((kind) => leakKindText[kind]).join('、')}，告知 ${chosen.length} 户。`,
              '内容马上删掉，不能找回。',
            ]}
            action="撤下"
            write={takedown}
            onConfirm={() => void takedown.run()}
            onClose={() => setAsking(false)}
          />
        </>
      )}
    </Page>
  )
}

function missing(
  ability: NoticeScreen['endings'][number] | undefined,
  kinds: readonly LeakKind[],
  reason: string,
): string | undefined {
  if (!ability) return '撤下由书记、主任、村监会或镇里来办'
  if (!ability.allowed) return ability.failureReasons.join('') || '现在不能这样做。'
  if (kinds.length === 0) return '请先点一点误带了什么'
  return reason.trim() ? undefined : '请先写明原因'
}
