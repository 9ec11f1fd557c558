import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Input, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { Page } from '../../widgets'

interface JoinProps {
  code: string
  onDone: (id: string) => void
  onBack: () => void
}

/** A colleague's code makes one a colleague. */
export function Join({ code: given, onDone, onBack }: JoinProps) {
  const [code, setCode] = useState(given)
  const join = useAction(async () => {
    const { id, name } = await call('POST /api/enterprise-invites', { body: { code: code.trim() } })
    toast(`加入了${name}`)
    onDone(id)
  })
  return (
    <Page
      title="填邀请码"
      foot={
        <>
          <Button
            busy={join.busy}
            reason={code.trim() === '' ? '请先填邀请码' : undefined}
            onPress={() => void join.run()}
          >
            加入
          </Button>
          <Button kind="quiet" onPress={onBack}>
            先不填
          </Button>
        </>
      }
    >
      <Card>
        <Input
          label="邀请码"
          hint="负责人发给您的，两组四位，例如 ABCD-2345"
          maxLength={20}
          value={code}
          error={join.error?.fieldMessage('code')}
          onChange={setCode}
          onConfirm={() => void join.run()}
        />
        <Problem error={join.error} />
        <Text>加入以后，您和负责人看同一份档案，有新政策也告诉您。</Text>
      </Card>
    </Page>
  )
}
