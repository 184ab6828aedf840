def run(event, context):
    return {"steps": len(event.get("steps", []))}
