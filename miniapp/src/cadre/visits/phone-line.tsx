import type { VisitHousehold } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { asHeard } from '../../a11y/a11y'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

interface PhoneLineProps {
  region: string
  phone: NonNullable<VisitHousehold['phone']>
  /** Whether the register gives this viewer a whole number. */
  whole: boolean
}

/** A number is masked until somebody who keeps the register asks for it; that they asked is recorded. */
export function PhoneLine({ region, phone, whole }: PhoneLineProps) {
  const [number, setNumber] = useState<string>()
  const look = useAction(async () => {
    const answer = await call('GET /api/regions/:code/register/people/:person/phone', {
      params: { code: region, person: phone.person },
    })
    setNumber(answer.phone ?? '没有登记手机')
  })
  return (
    <View className="visits__phone">
      <Text
        userSelect
        {...asHeard(`手机 ${number ?? phone.masked}`)}
      >{`手机 ${number ?? phone.masked}`}</Text>
      {whole && number === undefined ? (
        <Button kind="quiet" inline busy={look.busy} label="会记下是谁看的" onPress={() => void look.run()}>
          看号码
        </Button>
      ) : null}
      {number === undefined ? null : <Text className="visits__say">谁看过号码，都记下了。</Text>}
      <Problem error={look.error} />
    </View>
  )
}
