import type { EmailView } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Elements, Input, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

interface EmailProps {
  email: EmailView
  /** `on`: the address has just been confirmed, and with it e-mail is on. */
  onChange: (email: EmailView, on?: true) => void
}

/** The own address for e-mail: typed, confirmed by a code, and afterwards shown masked. */
export function Email({ email, onChange }: EmailProps) {
  const [changing, setChanging] = useState(false)
  const { connected, address, waiting } = email
  if (!connected && address === null) return null
  if (changing || (address === null && waiting === null)) {
    const back = address !== null || waiting !== null ? () => setChanging(false) : undefined
    const sent = (next: EmailView) => {
      setChanging(false)
      onChange(next)
    }
    return <Address onSent={sent} onBack={back} />
  }
  const change = () => setChanging(true)
  if (waiting !== null) return <Code waiting={waiting} onConfirmed={onChange} onAnother={change} />
  return <Kept email={email} onChange={onChange} onAnother={change} />
}

interface AddressProps {
  onSent: (email: EmailView) => void
  onBack: (() => void) | undefined
}

function Address({ onSent, onBack }: AddressProps) {
  const [address, setAddress] = useState('')
  const send = useAction(async () => {
    // The next step says where the code went; a toast would lie over its field.
    onSent(await call('PUT /api/me/email', { body: { address } }))
  })
  return (
    <Card title="用邮箱收">
      <Input
        label="邮箱"
        hint="先发一个验证码过去，确认是您的"
        value={address}
        maxLength={120}
        error={send.error?.fieldMessage('address')}
        onChange={setAddress}
      />
      <Problem error={send.error} />
      <Button
        busy={send.busy}
        reason={address.trim() === '' ? '请填邮箱' : undefined}
        onPress={() => void send.run()}
      >
        发验证码
      </Button>
      {onBack ? (
        <Button kind="quiet" onPress={onBack}>
          不换了
        </Button>
      ) : null}
    </Card>
  )
}

interface CodeProps {
  waiting: string
  onConfirmed: (email: EmailView, on: true) => void
  onAnother: () => void
}

function Code({ waiting, onConfirmed, onAnother }: CodeProps) {
  const [code, setCode] = useState('')
  const confirm = useAction(async () => {
    onConfirmed(await call('POST /api/me/email/confirm', { body: { code } }), true)
    toast('好了，以后也发到邮箱')
  })
  return (
    <Card title="用邮箱收">
      <Input
        label="验证码"
        hint={`发到了 ${waiting}，10分钟内有效。没看到的话，找一找垃圾邮件`}
        type="number"
        value={code}
        maxLength={6}
        error={confirm.error?.fieldMessage('code')}
        onChange={setCode}
      />
      <Problem error={confirm.error} />
      <Button
        busy={confirm.busy}
        reason={code.trim() === '' ? '请填验证码' : undefined}
        onPress={() => void confirm.run()}
      >
        确认
      </Button>
      <Button kind="quiet" onPress={onAnother}>
        重发，或换一个邮箱
      </Button>
    </Card>
  )
}

function Kept({ email, onChange, onAnother }: EmailProps & { onAnother: () => void }) {
  const forget = useAction(async () => {
    onChange(await call('DELETE /api/me/email', {}))
    toast('删掉了，不再发邮件')
  })
  return (
    <Card title="用邮箱收" tone={email.returned ? 'warning' : 'plain'}>
      {email.returned ? <Text>这个邮箱收不到信，已经不往那里发了。请换一个，或者再确认一次。</Text> : null}
      <Elements items={[{ name: '发到', text: email.address ?? '' }]} />
      <Problem error={forget.error} />
      <Button kind="secondary" onPress={onAnother}>
        换一个邮箱
      </Button>
      <Button kind="quiet" busy={forget.busy} onPress={() => void forget.run()}>
        删掉这个邮箱
      </Button>
    </Card>
  )
}
