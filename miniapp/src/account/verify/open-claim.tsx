import type { Claim } from '@hutang/shared/contract'
import { plainHouseholdCode } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Input, Problem, Row } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { RegionPicker } from '../../widgets'
import './verify.scss'

interface OpenClaimProps {
  region: string
  /** Filled in at first; empty: nothing is known. */
  household: string
  /** 换了微信: the earlier account ends. */
  replaces: boolean
  claims: readonly Claim[]
  onOpened: (claim: Claim) => void
}

/** First step: which household, and who. This opens a claim (认证申请); the second step proves it. */
export function OpenClaim({ region, household, replaces, claims, onOpened }: OpenClaimProps) {
  const [householdCode, setHouseholdCode] = useState(household)
  const [name, setName] = useState('')
  const [picking, setPicking] = useState(false)
  const village = useScreen('GET /api/regions/:code', { params: { code: region } })
  const claim = useAction(async () => {
    const written = { region, householdCode: plainHouseholdCode(householdCode), name: name.trim() }
    const body = { ...written, ...(replaces ? { replaces } : {}) }
    onOpened(await call('POST /api/me/claims', { body }))
  })
  const refused = claims.find(({ state }) => state === 'refused')
  const missing =
    plainHouseholdCode(householdCode) === '' ? '请填户号' : name.trim() === '' ? '请填姓名' : undefined
  return (
    <>
      {refused ? (
        <Card tone="warning" title="上次没有通过">
          {refused.reason ?? '请核对户号和姓名，或到村委会问一问。'}
        </Card>
      ) : null}
      {replaces ? (
        <Card tone="info" title="原来的微信会怎样">
          认证好以后，原来的微信马上退出，看不到您家的内容；订阅、消息和提过的意见都转到这个微信。
        </Card>
      ) : null}
      <Card flush>
        <Row
          icon="house"
          title={village.data?.region.name ?? '哪个村'}
          value="换村"
          onPress={() => setPicking(true)}
        />
      </Card>
      <Card title="您是哪一户的">
        <Input
          label="户号"
          required
          hint="在村里发的纸条上，也可以打电话问村委会。横线可以不写"
          placeholder="例如 HT-15-002"
          value={householdCode}
          maxLength={20}
          error={claim.error?.fieldMessage('householdCode')}
          onChange={setHouseholdCode}
        />
        <Input
          label="姓名"
          required
          hint="户口簿上的名字"
          value={name}
          maxLength={20}
          error={claim.error?.fieldMessage('name')}
          onChange={setName}
        />
        <Problem error={claim.error} />
        <Button busy={claim.busy} reason={missing} onPress={() => void claim.run()}>
          下一步
        </Button>
      </Card>
      <Text className="verify-note">不用身份证号，也不用拍照。认证后，您家已认证的家里人会知道。</Text>
      <RegionPicker open={picking} onClose={() => setPicking(false)} />
    </>
  )
}
