const AWS = require('aws-sdk');

const sns = new AWS.SNS();

exports.handler = ({ text }) => sns.publish({ TopicArn: process.env.TOPIC, Message: text }).promise();
