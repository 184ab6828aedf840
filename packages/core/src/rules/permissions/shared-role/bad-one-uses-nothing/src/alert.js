const { SNS } = require('@aws-sdk/client-sns');

const sns = new SNS({});

exports.handler = ({ text }) => sns.publish({ TopicArn: process.env.ALERTS, Message: text });
