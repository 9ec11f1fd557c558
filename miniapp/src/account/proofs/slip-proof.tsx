import type { User } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Input, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

export interface ProofProps {
  claim: string
  onVerified: (user: User) => void
}

interface SlipProofProps extends ProofProps {
  title: string
  /** The word of the button. */
  action: string
  /** Filled in at first. */
  slip: string
}

/** Verifies by the one-time code on the paper slip (认证纸条) that the household was given. */
export function SlipProof({ claim, title, action, slip, onVerified }: SlipProofProps) {
  const [code, setCode] = useState(slip)
  const verify = useAction(async () => {
    const user = await call('POST /api/me/claims/:id/slip', {
      params: { id: claim },
      body: { code: code.trim() },
    })
    onVerified(user)
  })
  return (
    <Card title={title}>
      <Input
        label="纸条上的号码"
        hint="村里发到您家的纸条，号码只能用一次"
        value={code}
        maxLength={20}
        error={verify.error?.fieldMessage('code')}
        onChange={setCode}
      />
      <Problem error={verify.error} />
      <Button
        busy={verify.busy}
        reason={code.trim() === '' ? '请填纸条上的号码' : undefined}
        onPress={() => void verify.run()}
      >
        {action}
      </Button>
    </Card>
  )
}
