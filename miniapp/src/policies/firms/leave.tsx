import type { EnterpriseView } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

interface LeaveProps {
  firm: EnterpriseView
  onLeft: () => Promise<void>
}

/** 退出, or taking back what was asked; the last owner is told what that means for the colleagues. */
export function Leave({ firm, onLeft }: LeaveProps) {
  const [open, setOpen] = useState(false)
  const { id, people, link, name } = firm
  const me = people.find((one) => one.me)?.person ?? link.id.slice(link.id.indexOf(':') + 1)
  const owners = people.filter(({ role }) => role === 'owner').length
  const last = link.state === 'confirmed' && link.role === 'owner' && owners === 1
  const asked = link.state === 'asked'
  const leave = useAction(async () => {
    await call('DELETE /api/enterprises/:id/people/:person', {
      params: { id, person: me },
      query: last ? { last: true } : {},
    })
    setOpen(false)
    toast(asked ? '已撤回' : '已退出')
    await onLeft()
  })
  const words = asked ? '撤回申请' : '退出这家企业'
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>
        {words}
      </Button>
      <Dialog
        open={open}
        title={`${words}吗？`}
        onClose={() => setOpen(false)}
        actions={
          <Button busy={leave.busy} onPress={() => void leave.run()}>
            {words}
          </Button>
        }
      >
        <Text>
          {last && people.length > 1
            ? `您是“${name}”最后一位负责人。您退出，同事也都不能再管；要接着管，得重新申请。`
            : asked
              ? '您填的都会删掉。以后可以再申请。'
              : `您以后看不到“${name}”的档案和政策。企业的档案还在。`}
        </Text>
        <Problem error={leave.error} />
      </Dialog>
    </>
  )
}
