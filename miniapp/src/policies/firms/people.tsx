import type { EnterpriseView } from '@hutang/shared/contract'
import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, Dialog, Problem, Row, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { copyText } from '../../widgets/copy/copy'
import { roleWords } from './words'

interface PeopleProps {
  firm: EnterpriseView
  onChange: () => Promise<void>
}

/** Who acts for it; the owner invites, and asks a colleague to leave. */
export function People({ firm, onChange }: PeopleProps) {
  const { id, people, can } = firm
  const [invited, setInvited] = useState<Answer<'POST /api/enterprises/:id/invites'>>()
  const [asked, setAsked] = useState<EnterpriseView['people'][number]>()
  const invite = useAction(async () =>
    setInvited(await call('POST /api/enterprises/:id/invites', { params: { id } })),
  )
  const end = useAction(async (_key, person: string) => {
    await call('DELETE /api/enterprises/:id/people/:person', { params: { id, person } })
    setAsked(undefined)
    toast('好，他不再管这家企业')
    await onChange()
  })
  return (
    <Card title={`一起管的人 ${people.length}`} flush>
      {people.map((one) => (
        <Row
          key={one.person}
          icon="person"
          title={one.me ? `${one.name}（您）` : one.name}
          note={`${roleWords[one.role]} · ${dayText(one.since)}起`}
        >
          {can.invite && !one.me && one.role === 'colleague' ? (
            <Button kind="quiet" inline label={one.name} onPress={() => setAsked(one)}>
              请他退出
            </Button>
          ) : undefined}
        </Row>
      ))}
      {can.invite ? (
        <View className="firms__inside">
          <Problem error={invite.error} />
          <Button kind="secondary" icon="plus" busy={invite.busy} onPress={() => void invite.run()}>
            请一位同事
          </Button>
        </View>
      ) : null}
      {invited ? <Invited invited={invited} onClose={() => setInvited(undefined)} /> : null}
      {asked ? (
        <Dialog
          open
          title={`请${asked.name}退出吗？`}
          onClose={() => setAsked(undefined)}
          actions={
            <Button busy={end.busy} onPress={() => void end.run(asked.person)}>
              请他退出
            </Button>
          }
        >
          <Text>他以后看不到这家企业的档案和政策，也收不到提醒。要再加，就再发一个邀请码。</Text>
          <Problem error={end.error} />
        </Dialog>
      ) : null}
    </Card>
  )
}

interface InvitedProps {
  invited: Answer<'POST /api/enterprises/:id/invites'>
  onClose: () => void
}

const scanWords = '同事扫这个码加入'

/** The code is shown once. */
function Invited({ invited: { code, expiresAt, qr }, onClose }: InvitedProps) {
  return (
    <Dialog
      open
      title="邀请码"
      onClose={onClose}
      actions={<Button onPress={() => void copyText(code, '已复制')}>复制邀请码</Button>}
    >
      <Image
        className="firms__qr"
        src={qr}
        nativeProps={{ alt: scanWords }}
        {...a11y({ role: 'img', label: scanWords })}
      />
      <View className="firms__code">
        <Text userSelect>{code}</Text>
      </View>
      <Text>{`让同事扫码，或把码发给他本人，在“我的企业”里填。只能用一次，${dayText(expiresAt)}前有效；关了这里就不再显示。`}</Text>
    </Dialog>
  )
}
