export default definePageConfig({ navigationBarTitleText: '答几个问题' })
