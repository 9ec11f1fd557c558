import { type ConsentKind, consentCovers, consentMinutes, consentName } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Dialog, Problem, Row, Section } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'

type Code = Answer<'POST /api/me/consents'>

/** 让家人看: two consents, each for itself and in words; the code is typed on the other phone. */
export function LetLook({ onClosed }: { onClosed: () => void }) {
  const [asked, setAsked] = useState<ConsentKind>()
  const close = () => {
    setAsked(undefined)
    onClosed()
  }
  return (
    <Section title="让家人替我看">
      <Row
        icon="house"
        title={`让他看${consentName.household}`}
        detail="流转费、补贴这些；有新的也告诉他"
        onPress={() => setAsked('household')}
      />
      <Row
        icon="person"
        title={`让他看${consentName.person}`}
        detail="残疾、优抚、失独、计生，要单独同意；家里别的人看不到"
        onPress={() => setAsked('person')}
      />
      {asked ? <Consent covers={asked} onClose={close} /> : null}
    </Section>
  )
}

function Consent({ covers, onClose }: { covers: ConsentKind; onClose: () => void }) {
  const [code, setCode] = useState<Code>()
  const agree = useAction(async () => {
    setCode(await call('POST /api/me/consents', { body: { covers, agreed: true } }))
  })
  return (
    <Dialog
      open
      title={`让他看${consentName[covers]}`}
      onClose={onClose}
      actions={
        code ? (
          <Button onPress={onClose}>他填好了</Button>
        ) : (
          <Button busy={agree.busy} onPress={() => void agree.run()}>
            我同意，生成授权码
          </Button>
        )
      }
    >
      <Problem error={agree.error} />
      {code ? (
        <View>
          <Text className="proxies__words">让他在自己手机上打开“我的 → 让家人看、替家人看”，填这个码：</Text>
          <Text className="proxies__code" userSelect>
            {code.code}
          </Text>
          <Text className="proxies__words">{`${momentText(code.expiresAt)}前填，过了时间再生成一个。只能用一次，不要发给不认识的人。`}</Text>
        </View>
      ) : (
        <View>
          <Text className="proxies__words">{consentCovers[covers]}</Text>
          <Text className="proxies__words">{`授权码 ${consentMinutes} 分钟有效。想停，在这一页点一下就停，他马上看不到。`}</Text>
        </View>
      )}
    </Dialog>
  )
}
